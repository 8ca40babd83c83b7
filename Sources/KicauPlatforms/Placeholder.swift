import AsyncHTTPClient
import Crypto
enum P { static let c: HTTPClient? = nil }
