import ServiceLifecycle
import CVips
enum P { }
