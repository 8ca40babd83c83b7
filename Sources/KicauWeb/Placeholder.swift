import Hummingbird
import Mustache
enum P { }
