public import Filesystem

/// Takes files from a folder.
///
/// A listing of the folder is the truth; the kernel's events only say where to look first, and make renamed-in files
/// ready at once. Used by one thread at a time, but for ``open(_:)`` and ``remove(_:)``.
public final class FolderIntake: Intake {
  /// The system whose files it takes.
  public let system: String

  let options: FolderOptions
  let rules: NameRules
  let inbox: SiteFolder
  let events: FolderEvents?

  /// The inbox as it was in the last look.
  var folder: Directory?
  var isWatching = false
  let work = WorkArea()
  var sightings: Sightings
  var listing: Listing?
  var nextListing = FolderIntake.atOnce
  /// Whether the listing gives the same inode numbers as the files themselves do here (overlays and FUSE may not).
  var trustsListing = true
  var strangers = Strangers()
  /// Names that we gave back: their renames say nothing about their writers.
  var givenBack: Set<[UInt8]> = []

  /// Before everything.
  static let atOnce = Monotonic(nanoseconds: .min)
  /// How many names of a listing one look reads.
  static let page = 8192
  /// How many files are kept in mind.
  static let capacity = 32_768

  /// Makes an intake of the options' inbox, which need not exist yet.
  public init(system: String, options: FolderOptions) {
    self.system = system
    self.options = options
    rules = NameRules(options)
    inbox = SiteFolder(options.inbox)
    // Without events (the user's limit of them is reached) the inbox is listed more often.
    events = options.usesEvents ? try? FolderEvents() : nil
    sightings = Sightings(capacity: Self.capacity)
  }

  /// The source of events while the inbox is watched; `nil` while it is polled.
  public var eventDescriptor: Int32? { isWatching ? events?.descriptor : nil }

  /// Looks again, and says what can be taken now.
  public func look(
    now: Monotonic, limit: Int, isWhole: (borrowing File, Int64) throws -> Bool?
  ) throws(FileSystemError) -> Look {
    let folder = try arrive()
    sightings.withdrawOffers()
    try hear(in: folder, now: now)
    try list(folder, now: now)
    sightings.ripen(until: now)
    var look = try choose(in: folder, now: now, limit: limit, isWhole: isWhole)
    look.strangers += strangers.takeNew()
    return look
  }

  /// The inbox as it is now; what was known of another one that stood there is forgotten.
  private func arrive() throws(FileSystemError) -> Directory {
    do throws(FileSystemError) {
      let found = try inbox.current()
      if found !== folder {
        forget()
        watch(found)
        folder = found
      }
      return found
    } catch {
      forget()
      throw error
    }
  }

  private func forget() {
    folder = nil
    events?.stop()
    isWatching = false
    work.forget()
    sightings = Sightings(capacity: Self.capacity)
    listing = nil
    nextListing = Self.atOnce
    trustsListing = true
    strangers = Strangers()
    givenBack = []
  }

  /// Watches before the first listing, so that nothing falls between the two.
  func watch(_ folder: Directory) {
    isWatching = false
    guard let events, let volume = try? folder.volume(), !volume.isNetwork else { return }
    do throws(FileSystemError) {
      try events.watch(folder)
      isWatching = true
    } catch {
      events.stop()
    }
  }
}
