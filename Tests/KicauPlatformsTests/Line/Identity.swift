import NIOSSL

/// A server on 127.0.0.1 that can show who it is, to whom trusts its own certificate; good until 2126. The key guards
/// nothing but these tests.
struct Identity {
    var certificate: NIOSSLCertificate {
        get throws { try NIOSSLCertificate(bytes: Array(Identity.certificate.utf8), format: .pem) }
    }

    var context: NIOSSLContext {
        get throws {
            let key = try NIOSSLPrivateKey(bytes: Array(Identity.key.utf8), format: .pem)
            return try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
        }
    }

    private static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBlDCCATqgAwIBAgIUIzNPSSnwGv3imT5UCWyDDTp70ykwCgYIKoZIzj0EAwIw
        FjEUMBIGA1UEAwwLS2ljYXUgdGVzdHMwIBcNMjYxMTI2MTEyMDA1WhgPMjEyNjEx
        MDIxMTIwMDVaMBYxFDASBgNVBAMMC0tpY2F1IHRlc3RzMFkwEwYHKoZIzj0CAQYI
        KoZIzj0DAQcDQgAEjy14cplidm/GImHPQZBltRBhBslaqth50dj/7Y/ussBw+vPn
        75HqfZz6h88kMHGgogqMWVJXwdmzv4PP6ac16aNkMGIwHQYDVR0OBBYEFLMl322C
        VizpsuuekPDPjINHY7DGMB8GA1UdIwQYMBaAFLMl322CVizpsuuekPDPjINHY7DG
        MA8GA1UdEQQIMAaHBH8AAAEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNI
        ADBFAiA66PzEk0uMdC1MWj9jUI9pkFivwj/rVC7nA/77c8HCYAIhAMz6nN8z2Z71
        hwTQTqN0y2e/sFNtoL4Grmy/PmKNTG1u
        -----END CERTIFICATE-----
        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg59bAIROWfMCSSSSm
        0bOs25lcuMU+GE7sIE0f2Y0gI3+hRANCAASPLXhymWJ2b8YiYc9BkGW1EGEGyVqq
        2HnR2P/tj+6ywHD68+fvkep9nPqHzyQwcaCiCoxZUlfB2bO/g8/ppzXp
        -----END PRIVATE KEY-----
        """
}
