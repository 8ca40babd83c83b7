import Hummingbird
import KicauCore
import KicauPeople
import KicauPublish

/// All addresses of the pages, on one screen. GET changes nothing; what is done is a noun.
extension Desk {
    func router() -> Router<Visit> {
        let router = Router(context: Visit.self, options: .autoGenerateHeadEndpoints)
        let people = house.people
        router.add(middleware: RequestSpans())
        router.add(middleware: RequestCounts(metrics: house.operations.metrics, clock: house.clock))
        router.add(middleware: SecurityHeaders())
        // What breaks before we know who asks, and what is asked by machines, is answered in English.
        router.add(middleware: ProblemPages(speaking: speaking, settings: house.settings))
        addMachineRoutes(to: router)
        // Before the guards, which it does without: it has keys instead of cookies and form tokens.
        API(house: house, speaking: speaking).addAPI(to: router)
        Guards(speaking: speaking, settings: house.settings, clock: house.clock, secret: house.secret).stand(
            before: router, caller: { try await people.caller(session: $0) },
            needsSetUp: { try await people.needsSetUp() })
        addOpenRoutes(to: router)
        addMemberRoutes(to: router)
        return router
    }

    /// For machines: nobody's session is looked up for these.
    private func addMachineRoutes(to router: Router<Visit>) {
        router.get("/healthz", use: healthz)
        router.get("/readyz", use: readyz)
        router.get("/metrics", use: metrics)
        router.get("/oauth/client-metadata.json", use: clientDocument)
        router.get("/static/:hash/**", use: asset)
        router.get("/media-public/:token", use: publicPicture)
        router.get("/hooks/:network", use: knock)
        router.post("/hooks/:network", use: knock)
    }

    private func addOpenRoutes(to router: Router<Visit>) {
        router.get("/set-up", use: setUpPage)
        router.post("/set-up", use: setUp)
        router.get("/sign-in", use: signInPage)
        router.post("/sign-in", use: signIn)
        router.post("/language", use: chooseLanguage)
    }

    private func addMemberRoutes(to router: Router<Visit>) {
        router.get("/", use: today)
        router.post("/sign-out", use: signOut)
        router.post("/workspace", use: switchWorkspace)
        router.get("/events", use: events)
        router.get("/status", use: status)

        router.get("/compose", use: compose)
        router.post("/compose", use: composed)
        router.post("/compose/preview", use: preview)
        router.post("/compose/people", use: suggestPeople)
        router.post("/media", use: upload)
        router.get("/media/:sha256", use: picture)
        router.get("/media/:sha256/thumbnail", use: thumbnail)

        router.get("/calendar", use: calendar)
        router.get("/series", use: series)
        router.post("/series/:id/pause", use: pauseSeries)
        router.post("/series/:id/resumption", use: resumeSeries)
        router.post("/series/:id/end", use: endSeries)
        router.get("/posts", use: posts)
        router.get("/posts/:id", use: post)
        router.get("/posts/:id/receipt", use: record)
        router.get("/posts/:id/receipt.json", use: recordFile)
        router.get("/posts/:id/edit", use: edit)
        router.post("/posts/:id/schedule", use: reschedule)
        router.post("/posts/:id/publication", use: publishNow)
        router.post("/posts/:id/cancellation", use: cancel)
        router.post("/posts/:id/copy", use: copy)
        router.post("/posts/:id/campaign", use: moveToCampaign)
        router.post("/posts/:id/deletion", use: deleteDraft)
        router.post("/deliveries/:id/resolution", use: resolve)
        router.post("/deliveries/:id/edit", use: editPublished)

        router.get("/inbox", use: inbox)
        router.post("/inbox/:id/answer", use: answerSaid)
        router.post("/inbox/:id/deed", use: actOnSaid)
        router.post("/inbox/:id/done", use: finishSaid)
        router.post("/inbox/:id/assignment", use: assignSaid)

        router.get("/accounts", use: accounts)
        router.get("/accounts/new", use: networks)
        router.get("/accounts/new/:network", use: connectPage)
        router.post("/accounts/new/:network", use: beginConnecting)
        router.get("/connections/callback", use: finishConnecting)
        router.post("/accounts/choice", use: chooseAccounts)
        router.post("/accounts/apps/:network", use: saveAppKeys)
        router.get("/accounts/:id/slots", use: slots)
        router.post("/accounts/:id/slots", use: saveSlots)
        router.get("/accounts/:id/links", use: linkTags)
        router.post("/accounts/:id/links", use: saveLinkTags)
        router.post("/accounts/:id/check", use: checkAccount)
        router.post("/accounts/:id/disconnection", use: disconnect)

        router.get("/budget", use: budget)
        router.get("/budget/what-if", use: whatIf)
        router.get("/budget/prices", use: prices)
        router.post("/budget/prices/check", use: checkPrices)
        router.post("/budget/prices/lists", use: loadPrices)
        router.post("/budget/prices/lists/:id/dropping", use: dropPrices)
        router.post("/budget/prices/plan", use: choosePlan)
        router.post("/budget/cap", use: setCap)
        router.post("/budget/budgets", use: setBudget)
        router.post("/budget/budgets/removal", use: dropBudget)
        router.get("/budget/warnings", use: warnings)
        router.post("/budget/warnings/dismissal", use: putWarningsAway)
        router.post("/budget/warnings/webhook", use: setWarningHook)
        router.post("/budget/warnings/webhook/removal", use: dropWarningHook)
        router.get("/campaigns", use: campaigns)
        router.post("/campaigns", use: makeCampaign)
        router.post("/campaigns/:id", use: renameCampaign)
        router.post("/campaigns/:id/end", use: endCampaign)
        router.post("/campaigns/:id/resumption", use: resumeCampaign)
        router.post("/budget/usage", use: askUsage)
        router.get("/budget/giving-way", use: givingWay)
        router.post("/budget/giving-way", use: setGivingWay)
        router.get("/budget/ai", use: ai)
        router.post("/budget/ai/endpoint", use: saveEndpoint)
        router.post("/budget/ai/off", use: turnAIOff)
        router.post("/budget/ai/prices", use: saveModelPrices)
        router.post("/budget/ai/cap", use: setAICap)
        router.post("/budget/ai/doubt", use: resolveAICall)
        router.get("/budget/limits", use: limits)
        router.get("/budget/ledger", use: ledger)
        router.get("/budget/ledger/file", use: ledgerFile)
        router.get("/budget/ledger/bills", use: bills)
        router.post("/budget/ledger/bills", use: enterBill)
        router.post("/budget/ledger/bills/table", use: enterBillTable)
        router.post("/budget/ledger/bills/difference", use: bookDifference)
        router.post("/budget/ledger/bills/asking", use: askReads)
        router.post("/budget/ledger/payments", use: enterPayment)
        router.get("/budget/ledger/:id", use: booking)
        router.post("/budget/ledger/:id/reversal", use: takeBookingBack)
        router.post("/budget/limits", use: setLimit)
        router.get("/settings", use: settings)
        router.post("/settings/workspace", use: saveWorkspace)
        router.post("/settings/digest", use: saveDigest)
        router.get("/settings/snippets", use: snippets)
        router.post("/settings/snippets", use: saveSnippet)
        router.post("/settings/snippets/deletion", use: deleteSnippet)
        router.post("/settings/password", use: changePassword)
        router.post("/settings/members", use: addMember)
        router.post("/settings/members/:id/role", use: setRole)
        router.post("/settings/members/:id/removal", use: removeMember)
        router.post("/settings/keys", use: makeKey)
        router.post("/settings/keys/:id/revocation", use: revokeKey)
    }
}
