import CPSL
public import DNS

/// The public suffix list (publicsuffix.org) that libpsl was built with or finds on this machine.
///
/// RFC 7489 §3.2 takes organizational domains from such a list. Which list a receiver has, nobody can know.
public struct PublicSuffixes: Sendable {
    private let list: LoadedList

    /// The list of this machine; nil where libpsl has none.
    public init?() {
        guard let list = LoadedList() else { return nil }
        self.list = list
    }

    /// The name one label below the public suffix that a name is in; nil for a public suffix and for the root.
    public func registrableDomain(of name: DomainName) -> DomainName? {
        guard !name.isRoot, name.labels.allSatisfy({ $0.allSatisfy { $0.isVisible && $0 != UInt8(ascii: ".") } })
        else { return nil }
        // libpsl wants lower case; names are A-labels here, which its lists hold beside the U-labels.
        let text = String(decoding: SPFExpansion.text(of: name), as: UTF8.self).lowercased()
        guard let count = list.labelsOfRegistrableDomain(of: text) else { return nil }
        return name.suffix(count)
    }

    /// The organizational domain of a name (RFC 7489 §3.2): its registrable domain, or itself where it has none.
    public func organizationalDomain(of name: DomainName) -> DomainName {
        registrableDomain(of: name) ?? name
    }
}

/// The one owner of a `psl_ctx_t`.
///
/// Sound as Sendable: the list is never changed after it was loaded, and libpsl only reads it. Safe to use: the pointer
/// stays valid as long as the object lives and does not leave it.
@safe
private final class LoadedList: @unchecked Sendable {
    private let context: OpaquePointer

    init?() {
        // psl_latest: the newer of the installed and the compiled list, NULL where there is none; freed with psl_free,
        // which leaves the compiled one alone.
        guard let loaded = unsafe psl_latest(nil) else {
            return nil
        }
        unsafe context = loaded
    }

    deinit {
        unsafe psl_free(context)
    }

    func labelsOfRegistrableDomain(of text: String) -> Int? {
        // psl_registrable_domain returns a pointer into its argument, or NULL.
        unsafe text.withCString { start in
            guard let found = unsafe psl_registrable_domain(context, start) else { return nil }
            return unsafe String(cString: found).split(separator: ".").count
        }
    }
}
