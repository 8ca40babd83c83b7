/// Every network there is. A new one is its folder and a line here.
func allSimulators(ground: (String) -> Ground) -> [any Simulator] {
    [
        XSimulator(ground("x")),
        LinkedInSimulator(ground("linkedin")),
    ]
}
