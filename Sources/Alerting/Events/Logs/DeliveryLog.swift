/// The log of a mail server, read line by line: what each line says happened, and what waits in its queue.
///
/// Lines are hostile: whoever sends mail, and whoever answers, writes parts of them.
package protocol DeliveryLog: Sendable {
    /// What a line says, its line feed taken off; `moment` is when it was read.
    mutating func read(_ line: [UInt8], at moment: Moment) -> LogReading

    /// How long the mails in the queue have waited, and how many there are; nothing where the log tells of no queue.
    mutating func sample(at moment: Moment) -> [DeliveryEvent]
}

/// What became of one line.
package enum LogReading: Sendable, Hashable {
    /// It tells of these; of none where it is about something else.
    case events([DeliveryEvent])
    /// It should tell of an event and cannot be understood; why, in a few words that hold nothing of the line.
    case problem(String)
}
