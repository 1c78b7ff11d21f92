import DNS

extension SPFEvaluation {
    /// Whether a mechanism matches the sender, where that takes no question; most terms are such.
    func matchesAtOnce(_ mechanism: SPFMechanism) -> Bool? {
        switch mechanism {
        case .all: true
        case .ip4(let network, let length), .ip6(let network, let length):
            sender.ip.matches(network: network, prefixLength: length)
        case .include, .a, .mx, .ptr, .exists: nil
        }
    }

    /// Whether a mechanism matches the sender: the terms within an include that did, empty for the others; nil if not.
    nonisolated(nonsending) mutating func matches(
        _ mechanism: SPFMechanism, of published: SPFPublishedRecord, at location: SPFLocation
    ) async throws(Stop) -> [SPFLocation]? {
        switch mechanism {
        case .all, .ip4, .ip6:
            return matchesAtOnce(mechanism) == true ? [] : nil
        case .include(let target):
            return try await includes(target, of: published, at: location)
        case .a(let target, let lengths):
            guard let name = try await self.target(target, of: published, at: location) else { return nil }
            return try await addresses(of: name, match: lengths, at: location) ? [] : nil
        case .mx(let target, let lengths):
            guard let name = try await self.target(target, of: published, at: location) else { return nil }
            return try await exchangers(of: name, match: lengths, at: location) ? [] : nil
        case .ptr(let target):
            guard let name = try await self.target(target, of: published, at: location) else { return nil }
            return try await isClientName(below: name, at: location) ? [] : nil
        case .exists(let target):
            guard let name = try await self.target(target, of: published, at: location) else { return nil }
            // RFC 7208 §5.7: always an A record, whatever the client's family.
            let answer = try await ask(Question(name, .A), at: location)
            try countVoid(answer, at: location)
            return answer.records.isEmpty ? nil : []
        }
    }

    /// RFC 7208 §5.2: an include matches where the other policy says pass.
    nonisolated(nonsending) private mutating func includes(
        _ target: SPFMacroString, of published: SPFPublishedRecord, at location: SPFLocation
    ) async throws(Stop) -> [SPFLocation]? {
        guard let name = try await self.target(target, of: published, at: location) else {
            // RFC 7208 §5.2 with §4.3: check_host() of a malformed domain is none, and none is a permerror here.
            throw .permerror(.malformedTarget(location.description), at: location)
        }
        path.append(location)
        let outcome = try await checkHost(name, at: location)
        path.removeLast()
        switch outcome.value {
        case .pass: return outcome.matched
        case .none:
            throw Stop(
                value: .permerror,
                problem: outcome.problem ?? SPFProblem(.noRecord(name, exists: true), at: location))
        default: return nil
        }
    }

    /// RFC 7208 §5.3: whether one of a name's addresses has the prefix of the client's.
    nonisolated(nonsending) private mutating func addresses(
        of name: DomainName, match lengths: SPFPrefixLengths, at location: SPFLocation
    ) async throws(Stop) -> Bool {
        let answer = try await ask(Question(name, sender.ip.isIPv4 ? .A : .AAAA), at: location)
        try countVoid(answer, at: location)
        let length = sender.ip.isIPv4 ? lengths.ipv4 : lengths.ipv6
        return answer.addresses.contains { sender.ip.matches(network: $0, prefixLength: length) }
    }

    nonisolated(nonsending) private mutating func exchangers(
        of name: DomainName, match lengths: SPFPrefixLengths, at location: SPFLocation
    ) async throws(Stop) -> Bool {
        let answer = try await ask(Question(name, .MX), at: location)
        try countVoid(answer, at: location)
        // RFC 7208 §4.6.4: more than ten exchangers are a permerror. It is taken as one of the domain, whichever of them
        // would have matched first, so that the result does not depend on the sender.
        guard answer.records.count <= spf.limits.exchangers else {
            throw .permerror(
                .tooManyExchangers(name, count: answer.records.count, limit: spf.limits.exchangers), at: location)
        }
        // RFC 7208 §5.4: in order of preference; a domain without MX records is not its own exchanger.
        for exchange in answer.exchangers where !exchange.isRoot {
            if try await addresses(of: exchange, match: lengths, at: location) { return true }
        }
        return false
    }

    nonisolated(nonsending) private mutating func isClientName(
        below name: DomainName, at location: SPFLocation
    ) async throws(Stop) -> Bool {
        try await validateNames(at: location)
        if case .success(let answer) = try await reply(Question(sender.ip.reverseName, .PTR), at: location) {
            try countVoid(answer, at: location)
        }
        return validatedNames?.contains { $0.isSubdomain(of: name) } ?? false
    }

    /// RFC 7208 §5.5: the client's names whose addresses include its own.
    nonisolated(nonsending) private mutating func validateNames(at location: SPFLocation?) async throws(Stop) {
        guard validatedNames == nil else { return }
        validatedNames = []
        // RFC 7208 §5.5: a DNS error of the PTR query means that the mechanism does not match.
        guard case .success(let answer) = try await reply(Question(sender.ip.reverseName, .PTR), at: location)
        else { return }
        // RFC 7208 §4.6.4: only the first ten names are used.
        for name in answer.pointers.prefix(spf.limits.clientNames) {
            let question = Question(name, sender.ip.isIPv4 ? .A : .AAAA)
            // RFC 7208 §5.5: a DNS error of one name skips that name.
            guard case .success(let addresses) = try await reply(question, at: location) else { continue }
            if addresses.addresses.contains(sender.ip) {
                validatedNames?.append(name)
                note(.validated(name))
            }
        }
    }
}

extension SPFEvaluation {
    /// The name that a term looks up; nil, after a step, where it is none.
    nonisolated(nonsending) mutating func target(
        _ spec: SPFMacroString?, of published: SPFPublishedRecord, at location: SPFLocation
    ) async throws(Stop) -> DomainName? {
        // RFC 7208 §4.8: without a domain-spec the target is the domain itself.
        guard let spec else { return published.domain }
        if let name = spec.staticName { return name }
        let octets = try await expand(spec, of: published.domain, at: location)
        guard let name = SPFExpansion.name(octets) else {
            // RFC 7208 §4.8 leaves open what a name means that RFC 1035 does not admit: here it exists nowhere.
            note(.malformedTarget(location, text: octets.printable))
            return nil
        }
        return name
    }

    nonisolated(nonsending) private mutating func expand(
        _ string: SPFMacroString, of domain: DomainName, at location: SPFLocation?
    ) async throws(Stop) -> [UInt8] {
        var expansion = SPFExpansion(
            localPart: sender.localPart, senderDomain: sender.domain, domain: domain, ip: sender.ip, helo: sender.helo,
            receiver: spf.receiver.map(SPFExpansion.text) ?? Array("unknown".utf8), timestamp: timestamp)
        if string.uses(.validatedName) {
            try await validateNames(at: location)
            let names = validatedNames ?? []
            // RFC 7208 §7.3: the domain itself, else a name below it, else any.
            let name = names.first { $0 == domain } ?? names.first { $0.isSubdomain(of: domain) } ?? names.first
            if let name { expansion.validatedName = SPFExpansion.text(of: name) }
        }
        return expansion.expand(string)
    }

    /// RFC 7208 §6.2: the text at the target of exp=; whatever goes wrong with it, there is no explanation then.
    nonisolated(nonsending) mutating func explanation(of published: SPFPublishedRecord) async -> String? {
        guard let (term, target) = published.record.explanation else { return nil }
        let location = published.location(term)
        do throws(Stop) {
            guard let name = try await self.target(target, of: published, at: location) else { return nil }
            let answer = try await ask(Question(name, .TXT), at: location)
            // RFC 7208 §6.2: more than one record is as good as none.
            guard answer.records.count == 1, let text = answer.records.first?.data.joinedText else { return nil }
            guard let string = try? SPFMacroParser.explanation(text[...]) else { return nil }
            let octets = try await expand(string, of: published.domain, at: location)
            // The sender's own octets may be in it: what is no UTF-8 shows as U+FFFD.
            return String(decoding: octets, as: UTF8.self)
        } catch {
            return nil
        }
    }
}

extension Answer {
    /// The addresses of A and AAAA records.
    var addresses: [IPAddress] {
        records.compactMap { record in
            switch record.data {
            case .a(let address), .aaaa(let address): address
            default: nil
            }
        }
    }

    /// The hosts of MX records, most preferred first.
    var exchangers: [DomainName] {
        let exchanges = records.compactMap { record -> (preference: UInt16, exchange: DomainName)? in
            if case .mx(let preference, let exchange) = record.data { (preference, exchange) } else { nil }
        }
        return exchanges.sorted { $0.preference < $1.preference }.map(\.exchange)
    }

    /// The names of PTR records.
    var pointers: [DomainName] {
        records.compactMap { if case .ptr(let name) = $0.data { name } else { nil } }
    }
}
