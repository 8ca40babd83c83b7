import ArgumentParser
@main struct Kicau: ParsableCommand { }
