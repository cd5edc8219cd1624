import EDIModel
import Filesystem
import Glibc
import Traceability

extension Diagnosis {
  /// Free space below this many bytes, or free files below this many, is worth a warning.
  private static let scarce: (bytes: UInt64, files: UInt64) = (1 << 30, 10_000)

  /// A folder must be there, be ours to write in, and be on a volume with room.
  mutating func lookAtFolder(_ path: String, isInbox: Bool) {
    do {
      let folder = try Directory(path: path)
      try probe(folder)
      add("folder", path, .good, pt: "existe e pode ser gravada", en: "there and writable")
      let volume = try folder.volume()
      if volume.isNetwork, isInbox {
        add(
          "volume", path, .warning, pt: "é um compartilhamento de rede: sem avisos do sistema, será relida a cada 2 s",
          en: "a network share: no events, so it is looked through every 2 s")
      }
      lookAtSpace(volume, path)
    } catch {
      add(
        "folder", path, .bad, pt: "\(error.message.pt). \(error.remedy.pt)",
        en: "\(error.message.en). \(error.remedy.en)")
    }
  }

  private func probe(_ folder: Directory) throws(FileSystemError) {
    let name = Array(".malote-probe-\(getpid())".utf8)
    _ = try folder.create(name, exclusive: true)
    try folder.remove(name)
  }

  private mutating func lookAtSpace(_ volume: Volume, _ path: String) {
    let fewFiles = volume.totalFiles > 0 && volume.freeFiles < Self.scarce.files
    guard volume.freeBytes < Self.scarce.bytes || fewFiles else { return }
    let megabytes = volume.freeBytes >> 20
    add(
      "space", path, .warning, pt: "restam \(megabytes) MB e \(volume.freeFiles) arquivos no volume",
      en: "\(megabytes) MB and \(volume.freeFiles) files are left on the volume")
  }

  /// The ledger must open, or not be there yet.
  mutating func lookAtLedger(_ site: Site) {
    if let volume = try? Directory(path: site.path).volume(), volume.isNetwork {
      return add(
        "ledger", site.ledgerPath, .bad, pt: "a instalação está num compartilhamento de rede; use um disco local",
        en: "the site lies on a network share; use a local disk")
    }
    do throws(LedgerError) {
      let balance = try Ledger.reading(path: site.ledgerPath).balance()
      add(
        "ledger", site.ledgerPath, .good, pt: "o registro abre; \(balance.total) documentos",
        en: "the ledger opens; \(balance.total) documents")
    } catch {
      if error.code == .missing {
        return add(
          "ledger", site.ledgerPath, .good, pt: "o registro nasce no primeiro uso",
          en: "the ledger is made on first use")
      }
      add(
        "ledger", site.ledgerPath, .bad, pt: "\(error.message.pt). \(error.remedy.pt)",
        en: "\(error.message.en). \(error.remedy.en)")
    }
  }

  /// Whether a gateway runs. The lock is held for an instant; no file is made where there is none.
  mutating func lookAtLock(_ path: String) {
    guard access(path, F_OK) == 0 else {
      return add("lock", path, .good, pt: "o serviço nunca rodou aqui", en: "the gateway never ran here")
    }
    switch Result(catching: { () throws(FileSystemError) in try FileLock.acquire(path: path) }) {
    case .success(.busy(let process)):
      let number = process.map { " (\($0))" } ?? ""
      add("lock", path, .good, pt: "o serviço está em funcionamento\(number)", en: "the gateway is running\(number)")
    case .success(.held): add("lock", path, .good, pt: "o serviço está parado", en: "the gateway is not running")
    case .failure(let error):
      add(
        "lock", path, .bad, pt: "\(error.message.pt). \(error.remedy.pt)", en: "\(error.message.en). \(error.remedy.en)"
      )
    }
  }

  /// Limits of the process and the machine.
  mutating func lookAtLimits() {
    var files = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 {
      let few = files.rlim_cur < 1024
      add(
        "files", "RLIMIT_NOFILE", few ? .warning : .good,
        pt: "até \(files.rlim_cur) arquivos abertos\(few ? "; aumente para 1024 ou mais" : "")",
        en: "up to \(files.rlim_cur) open files\(few ? "; raise it to 1024 or more" : "")")
    }
    do throws(FileSystemError) {
      _ = try FolderEvents()
      add("events", "inotify", .good, pt: "o sistema avisa o que chega", en: "the system tells what arrives")
    } catch {
      add(
        "events", "inotify", .warning, pt: "sem avisos do sistema; as pastas serão relidas a cada 2 s",
        en: "no events; folders are looked through every 2 s")
    }
  }
}
