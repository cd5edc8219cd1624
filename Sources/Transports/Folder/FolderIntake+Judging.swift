import Filesystem
import Glibc

/// Where files are judged whose time has come (P1 and P2).
extension FolderIntake {
  /// Says of a file's content whether it is whole.
  typealias WholeCheck = (borrowing File, Int64) throws -> Bool?

  /// What became of a file that was looked at.
  enum Judgement {
    case offer(Candidate.Readiness)
    case wait(until: Monotonic)
    case aside(kind: String)
    case gone
  }

  /// Judges the oldest first until `limit` of them can be taken.
  func choose(
    in folder: Directory, now: Monotonic, limit: Int, isWhole: WholeCheck
  ) throws(FileSystemError) -> Look {
    var look = Look()
    // Bounds one look even where nothing can be taken.
    var budget = max(4 * limit, 1024)
    while look.candidates.count < limit, budget > 0, let slot = sightings.popRipe() {
      budget -= 1
      do throws(FileSystemError) {
        settle(slot, try judge(slot, in: folder, now: now, isWhole: isWhole), now: now, &look)
      } catch {
        sightings.wait(slot, until: now)
        throw error
      }
    }
    look.hasMore = sightings.ripeCount > 0
    look.waiting = sightings.waitingCount
    look.again = nextLook(now: now, hasMore: look.hasMore)
    return look
  }

  /// While no further file can be kept in mind, no listing helps.
  private func nextLook(now: Monotonic, hasMore: Bool) -> Monotonic? {
    if hasMore || (listing != nil && !sightings.isFull) { return now }
    let due = sightings.nextDue()
    if sightings.isFull { return due }
    return max(now, min(due ?? nextListing, nextListing))
  }

  private func settle(_ slot: Sightings.Slot, _ judgement: Judgement, now: Monotonic, _ look: inout Look) {
    let sighting = sightings[slot]
    switch judgement {
    case .offer(let readiness):
      sightings.offer(slot)
      look.candidates.append(
        Candidate(
          name: sighting.name, inode: sighting.print.inode, size: sighting.print.size, readiness: readiness))
    case .wait(let until): sightings.wait(slot, until: until)
    case .aside(let kind):
      if !sighting.isTold { look.strangers.append(Stranger(name: sighting.name, kind: kind)) }
      sightings[slot].isTold = true
      sightings.wait(slot, until: retry(slot, now: now), aside: true)
    case .gone: sightings.remove(slot)
    }
  }

  /// Looks at the name again: is it the file that was seen, and has it been left alone?
  private func judge(
    _ slot: Sightings.Slot, in folder: Directory, now: Monotonic, isWhole: WholeCheck
  ) throws(FileSystemError) -> Judgement {
    let sighting = sightings[slot]
    guard let status = try folder.status(sighting.name), status.kind == .regular,
      status.inode == sighting.print.inode
    else {
      // Something else may have the name by now: the listing will tell.
      nextListing = min(nextListing, now)
      return .gone
    }
    if Fingerprint(status) != sighting.print {
      sightings[slot].renew(Fingerprint(status), now: now)
      return .wait(until: now + options.quiet)
    }
    guard let isAnnounced = try isAnnounced(sighting, status, in: folder) else {
      return .wait(until: retry(slot, now: now))
    }
    let quietSince = sighting.since + options.quiet
    if !isAnnounced && now < quietSince { return .wait(until: quietSince) }
    if status.links > 1 { return .aside(kind: "hard-link") }
    if rules.kind(of: sighting.name) == .ignored { return .offer(.ignored) }
    if status.size > options.maximumSize { return .offer(.tooLarge) }
    return try weigh(slot, isAnnounced: isAnnounced, in: folder, now: now, isWhole: isWhole)
  }

  /// Whether its writer has said that it is whole: by a rename, or by a marker that is not older than the content (an
  /// older one was left over). `nil`: there must be a marker, and is none.
  private func isAnnounced(
    _ sighting: Sighting, _ status: FileStatus, in folder: Directory
  ) throws(FileSystemError) -> Bool? {
    guard let marker = rules.marker(of: sighting.name) else { return sighting.isRenamed }
    guard let found = try folder.status(marker), found.kind == .regular else { return nil }
    return found.changed >= status.modified
  }

  /// Opens it, and judges its content where its writer has not spoken.
  private func weigh(
    _ slot: Sightings.Slot, isAnnounced: Bool, in folder: Directory, now: Monotonic, isWhole: WholeCheck
  ) throws(FileSystemError) -> Judgement {
    do {
      if isAnnounced || sightings[slot].verdict == .unknown {
        guard let file = try folder.open(sightings[slot].name) else { return .gone }
        let opened = Fingerprint(try file.status())
        guard opened == sightings[slot].print else { return .wait(until: now + options.quiet) }
        if isAnnounced { return .offer(.renamed) }
        sightings[slot].verdict = try verdict(of: file, opened.size, isWhole)
      }
    } catch let error as FileSystemError where Self.isOurs(error) {
      throw error
    } catch {
      return .aside(kind: "unreadable")
    }
    return conclude(slot, now: now)
  }

  private func verdict(of file: borrowing File, _ size: Int64, _ isWhole: WholeCheck) throws -> Sighting.Verdict {
    if size == 0 { return .partial }
    return switch try isWhole(file, size) {
    case true?: .whole
    case false?: .partial
    case nil: .cannotTell
    }
  }

  private func conclude(_ slot: Sightings.Slot, now: Monotonic) -> Judgement {
    switch sightings[slot].verdict {
    case .whole: return .offer(.whole)
    case .cannotTell: return .offer(.quiet)
    case .partial, .unknown:
      let end = sightings[slot].since + options.patience
      return now >= end ? .offer(.incomplete) : .wait(until: min(end, retry(slot, now: now)))
    }
  }

  /// When to look again at a file that does not change: less and less often. An event brings it forward.
  private func retry(_ slot: Sightings.Slot, now: Monotonic) -> Monotonic {
    let attempts = sightings[slot].attempts
    sightings[slot].attempts = min(attempts + 1, Self.mostDoublings)
    return now + max(options.quiet, .milliseconds(10)) * (1 << Int(attempts))
  }

  /// A file is looked at again at least every eight quiet periods.
  private static let mostDoublings: UInt8 = 3

  /// Whether a failure to open or read a file says nothing about the file: we have no descriptors, the share is away.
  private static func isOurs(_ error: FileSystemError) -> Bool {
    [EMFILE, ENFILE, ENOMEM, ESTALE, ENODEV, ENOTCONN, ETIMEDOUT, EHOSTDOWN].contains(error.code)
  }
}
