/// How files are taken from and given to folders.
public struct FolderOptions: Sendable, Hashable {
  /// Where the system drops its files: an absolute path.
  public var inbox: String
  /// Where the system collects what it gets: an absolute path.
  public var outbox: String
  /// How long a file must stay as it is before it is judged, counted from when we first saw it so: a copied file brings
  /// an old time stamp with it.
  public var quiet: Duration = .seconds(2)
  /// How long a file that is not whole may stay as it is before it counts as incomplete.
  public var patience: Duration = .seconds(600)
  /// How often the inbox is listed anew where there are events.
  public var rescanEvery: Duration = .seconds(30)
  /// How often the inbox is listed anew where there are none.
  public var pollEvery: Duration = .seconds(2)
  /// Whether the kernel's events are used where the inbox has them; network volumes never do.
  public var usesEvents = true
  /// How names of unfinished files begin: these are never touched.
  public var temporaryPrefixes = [".", "~"]
  /// How names of unfinished files end, in any case of letters: these are never touched.
  public var temporarySuffixes = [".tmp", ".part", ".filepart", ".writing", ".crdownload", ".swp", "~"]
  /// How names of files begin that are taken away but mean nothing to Malote.
  public var ignoredPrefixes: [String] = []
  /// The largest file that is read, in bytes.
  public var maximumSize: Int64 = 4 << 30
  /// What is put behind a file's name to name its marker (`.ok`: `a.xml` is ready when `a.xml.ok` is there, and only
  /// then); `nil`: there are no markers.
  public var markerSuffix: String?

  /// Options for two folders, everything else as it is by default.
  public init(inbox: String, outbox: String) {
    self.inbox = inbox
    self.outbox = outbox
  }
}
