import Filesystem

/// All that is known of the files in an inbox: found by inode, woken by time, offered oldest first. Each step costs
/// `O(log n)`, so that a backlog of a hundred thousand is worked off without looking at all of it again and again.
struct Sightings {
  /// Where a sighting is kept.
  typealias Slot = Int32

  /// How many files are kept in mind; those beyond are met by a later listing.
  let capacity: Int
  /// How many wait for their time.
  private(set) var waitingCount = 0
  /// How many are to be judged.
  private(set) var ripeCount = 0
  private var slots: [Sighting] = []
  private var free: [Slot] = []
  private var byInode: [UInt64: Slot] = [:]
  // Neither queue is ever searched: what has changed is entered again, and an entry that is out of date is dropped when
  // it comes up.
  private var timers = Heap<Timer>()
  private var ripe = Heap<Ripe>()
  private var offered: [Slot] = []

  init(capacity: Int) { self.capacity = capacity }

  /// Whether no further file can be kept in mind.
  var isFull: Bool { byInode.count >= capacity }

  /// Reads or changes one sighting; its state is changed by the functions below only.
  subscript(slot: Slot) -> Sighting {
    get { slots[Int(slot)] }
    _modify { yield &slots[Int(slot)] }
  }

  /// Where the file of an inode is kept.
  func slot(of inode: UInt64) -> Slot? { byInode[inode] }

  /// Keeps one more file in mind, to be looked at when it is due.
  mutating func insert(_ name: [UInt8], _ print: Fingerprint, now: Monotonic, due: Monotonic) -> Slot {
    let sighting = Sighting(name: name, print: print, since: now, due: due)
    let slot: Slot
    if let reused = free.popLast() {
      slot = reused
      slots[Int(slot)] = sighting
    } else {
      slot = Slot(slots.count)
      slots.append(sighting)
    }
    byInode[print.inode] = slot
    wait(slot, until: due)
    return slot
  }

  /// Forgets a file.
  mutating func remove(_ slot: Slot) {
    byInode[slots[Int(slot)].print.inode] = nil
    move(slot, to: .free)
    slots[Int(slot)].name = []
    free.append(slot)
  }

  /// Lets a file wait until a moment; `aside`: as one that cannot be taken.
  mutating func wait(_ slot: Slot, until due: Monotonic, aside: Bool = false) {
    move(slot, to: aside ? .aside : .waiting)
    slots[Int(slot)].due = due
    timers.insert(Timer(due: due, slot: slot))
  }

  /// Lets a waiting file be looked at earlier than it would be.
  mutating func hurry(_ slot: Slot, to due: Monotonic) {
    let sighting = slots[Int(slot)]
    guard sighting.state == .waiting || sighting.state == .aside, due < sighting.due else { return }
    wait(slot, until: due, aside: sighting.state == .aside)
  }

  /// Gives a file the name that it has now.
  mutating func rename(_ slot: Slot, _ name: [UInt8]) {
    guard slots[Int(slot)].name != name else { return }
    slots[Int(slot)].name = name
    guard slots[Int(slot)].state == .ripe else { return }
    move(slot, to: .waiting)
    ripen(slot)
  }

  /// Lets a file be judged in the next look.
  mutating func ripen(_ slot: Slot) {
    guard slots[Int(slot)].state != .ripe else { return }
    move(slot, to: .ripe)
    ripe.insert(Ripe(modified: slots[Int(slot)].print.modified, name: slots[Int(slot)].name, slot: slot))
  }

  /// Lets all be judged whose time has come.
  mutating func ripen(until now: Monotonic) {
    while let timer = nextTimer(), timer.due <= now {
      _ = timers.popFirst()
      ripen(timer.slot)
    }
  }

  /// The oldest of those that are to be judged.
  mutating func popRipe() -> Slot? {
    while let next = ripe.popFirst() {
      let sighting = slots[Int(next.slot)]
      guard sighting.state == .ripe, sighting.name == next.name else { continue }
      return next.slot
    }
    return nil
  }

  /// Marks one as offered.
  mutating func offer(_ slot: Slot) {
    move(slot, to: .offered)
    offered.append(slot)
  }

  /// What was offered and not taken is to be judged again.
  mutating func withdrawOffers() {
    for slot in offered where slots[Int(slot)].state == .offered { ripen(slot) }
    offered.removeAll(keepingCapacity: true)
  }

  /// When the next one is due.
  mutating func nextDue() -> Monotonic? { nextTimer()?.due }

  private mutating func nextTimer() -> Timer? {
    while let timer = timers.first {
      let sighting = slots[Int(timer.slot)]
      if sighting.due == timer.due, sighting.state == .waiting || sighting.state == .aside { return timer }
      _ = timers.popFirst()
    }
    return nil
  }

  private mutating func move(_ slot: Slot, to state: Sighting.State) {
    let old = slots[Int(slot)].state
    waitingCount += (state == .waiting ? 1 : 0) - (old == .waiting ? 1 : 0)
    ripeCount += (state == .ripe ? 1 : 0) - (old == .ripe ? 1 : 0)
    slots[Int(slot)].state = state
  }

  /// An entry of the queue by time.
  private struct Timer: Comparable {
    let due: Monotonic
    let slot: Slot

    static func < (left: Timer, right: Timer) -> Bool { left.due < right.due }
  }

  /// An entry of the queue by age.
  private struct Ripe: Comparable {
    let modified: Int64
    let name: [UInt8]
    let slot: Slot

    static func < (left: Ripe, right: Ripe) -> Bool {
      left.modified != right.modified
        ? left.modified < right.modified : left.name.lexicographicallyPrecedes(right.name)
    }
  }
}
