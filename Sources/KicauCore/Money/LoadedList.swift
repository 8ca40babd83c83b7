/// A price list that somebody loaded, beside those that come with the program.
public enum LoadedList {}
