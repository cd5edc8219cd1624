import Filesystem
import Transports

extension Site {
  /// What the folder transport needs to know of a system.
  func folderOptions(of system: SiteConfiguration.System) -> FolderOptions {
    var options = FolderOptions(inbox: resolve(system.inbox), outbox: resolve(system.outbox))
    options.quiet = system.quiet
    options.patience = system.patience
    options.rescanEvery = system.rescan
    options.maximumSize = configuration.largestFile
    options.markerSuffix = system.marker
    options.ignoredPrefixes = system.ignoredPrefixes
    options.temporarySuffixes += system.temporaryEndings
    return options
  }
}
