import KicauCore

extension X {
    /// A line whose every call shows who makes it. Each call of an account goes through one.
    func authorised(_ line: any Line, as signedIn: SignedIn) -> any Line {
        XLine(line: line, credentials: signedIn.credentials)
    }
}

/// Shows the token of OAuth 2.0, or signs by OAuth 1.0a.
struct XLine: Line {
    let line: any Line
    let credentials: Credentials

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        guard let keys = XUserKeys(credentials) else {
            return try await line.call(
                request.with(headers: request.headers + [credentials.bearer]) { _ in [] }, unit: unit)
        }
        let signed = request.with(headers: request.headers) { now in
            // X takes a number once within the minutes in which it takes the time.
            let nonce = String(UInt64.random(in: .min ... .max), radix: 36)
            return [("authorization", keys.authorization(of: request, at: now, nonce: nonce))]
        }
        return try await line.call(signed, unit: unit)
    }
}
