/// Looks up records; the only thing that mail authentication knows about DNS.
public protocol Resolving: Sendable {
    /// Asks for the records of one name and type.
    ///
    /// CNAME chains are followed. NXDOMAIN and NODATA are answers; only "could not find out" is an error.
    func resolve(_ question: Question) async throws(ResolverError) -> Answer
}
