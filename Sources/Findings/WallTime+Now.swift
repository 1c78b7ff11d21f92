#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension WallTime {
    /// The moment it is now, from the system's real-time clock.
    public static func now() -> WallTime {
        var time = timespec()
        // clock_gettime(2) fails only for a clock that does not exist.
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
