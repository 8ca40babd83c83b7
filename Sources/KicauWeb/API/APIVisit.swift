import Foundation
import Hummingbird
import KicauCore

/// The context of a request to the API: no cookie, no form, only who the key speaks for.
struct APIVisit: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    var voice: Voice

    init(context: Visit) {
        coreContext = context.coreContext
        voice = context.voice
    }
}
