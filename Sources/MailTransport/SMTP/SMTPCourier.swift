/// The work of one thread of a sender: message after message, over a connection that is made when the first is there.
///
/// Used by one thread only, and therefore not Sendable.
final class SMTPCourier {
    private let endpoint: SMTPEndpoint
    private let options: SMTPOptions
    private let messagesPerConnection: Int
    private let requests: RequestQueue<SMTPRequest>
    private var line = Line()
    private var link: SMTPLink?
    /// How many messages were sent over it.
    private var carried = 0
    /// What is carried next, where that is certain: its commands may be with the server already.
    private var reserved: RequestQueue<SMTPRequest>.Entry?

    init(
        endpoint: SMTPEndpoint, options: SMTPOptions, messagesPerConnection: Int, requests: RequestQueue<SMTPRequest>
    ) {
        self.endpoint = endpoint
        self.options = options
        self.messagesPerConnection = messagesPerConnection
        self.requests = requests
    }

    /// Carries messages until none is left and no connection stands, or no more will come.
    func work() {
        while let entry = nextEntry() {
            let result = outcome(of: entry.request.mail)
            requests.finish(entry.id)
            // What was cut is of no use to others.
            if line.isCut {
                link = nil
                line = Line()
            }
            entry.request.reply.resume(returning: result)
            if carried == messagesPerConnection { link?.quit() }
            if link?.isOver == true { link = nil }
        }
        link?.quit()
        link = nil
        requests.leave()
    }

    private func nextEntry() -> RequestQueue<SMTPRequest>.Entry? {
        if let entry = reserved {
            reserved = nil
            if requests.begin(entry.id, over: line) { return entry }
            // Its task was cancelled meanwhile: nothing but the end of the connection takes its commands back.
            link = nil
            line = Line()
        }
        return requests.next(over: line, mayWait: link != nil)
    }

    private func outcome(of mail: OutgoingMail) -> Result<SMTPDelivery, TransportError> {
        do throws(TransportError) {
            return .success(try send(mail))
        } catch {
            return .failure(error)
        }
    }

    private func send(_ mail: OutgoingMail) throws(TransportError) -> SMTPDelivery {
        if let link {
            do throws(TransportError) {
                return try send(mail, over: link)
            } catch {
                // The server closed the connection while nobody used it: that is no failure of this message.
                guard error.happenedBeforeSending, !line.isCut else { throw error }
            }
            self.link = nil
        }
        let link = try SMTPLink(endpoint: endpoint, options: options, line: line)
        self.link = link
        carried = 0
        return try send(mail, over: link)
    }

    private func send(_ mail: OutgoingMail, over link: SMTPLink) throws(TransportError) -> SMTPDelivery {
        carried += 1
        let isLast = carried == messagesPerConnection
        return try link.send(mail, isLast: isLast) {
            guard options.groupsTransactions, !isLast else { return nil }
            reserved = requests.reserve()
            return reserved?.request.mail
        }
    }
}
