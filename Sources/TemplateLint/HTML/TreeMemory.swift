import CGumbo

/// The memory of one tree of libgumbo, which is given back as a whole.
///
/// libgumbo asks for a piece for every node, attribute and name, and would give each back by itself: that was a tenth of
/// the time of a parse.
@unsafe struct TreeMemory: ~Copyable {
    private let state: UnsafeMutablePointer<State>

    /// What the callbacks change.
    @unsafe private struct State {
        /// The next byte that is free.
        var next: UnsafeMutableRawPointer?
        /// Bytes that are free from there on.
        var left = 0
        /// The block that was added last; each begins with the address of the one before.
        var block: UnsafeMutableRawPointer?
    }

    /// Bytes of a block: few enough that `malloc` keeps them for the next tree.
    ///
    /// Our choice.
    private static let blockSize = 64 << 10
    /// What every piece is aligned to, and the room for the address of another block.
    private static let alignment = 16

    init() {
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: State())
    }

    deinit {
        var block = unsafe state.pointee.block
        while let this = unsafe block {
            unsafe block = this.load(as: UnsafeMutableRawPointer?.self)
            unsafe this.deallocate()
        }
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    /// Lets libgumbo take its memory from here; the options must not outlive this.
    func serve(_ options: inout GumboOptions) {
        // gumbo.h: userdata is "passed in as the first argument to all callbacks".
        unsafe options.userdata = UnsafeMutableRawPointer(state)
        unsafe options.allocator = { state, size in
            guard let state = unsafe state?.assumingMemoryBound(to: State.self) else { return nil }
            return unsafe TreeMemory.piece(of: size, from: state)
        }
        unsafe options.deallocator = { _, _ in }
    }

    private static func piece(of size: Int, from state: UnsafeMutablePointer<State>) -> UnsafeMutableRawPointer? {
        let room = unsafe (size + alignment - 1) & ~(alignment - 1)
        if unsafe room > state.pointee.left {
            let capacity = unsafe max(blockSize, room + alignment)
            let block = unsafe UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: alignment)
            unsafe block.storeBytes(of: state.pointee.block, as: UnsafeMutableRawPointer?.self)
            unsafe state.pointee.block = block
            unsafe state.pointee.next = block + alignment
            unsafe state.pointee.left = capacity - alignment
        }
        let piece = unsafe state.pointee.next
        unsafe state.pointee.next = piece.map { unsafe $0 + room }
        unsafe state.pointee.left -= room
        return unsafe piece
    }
}
