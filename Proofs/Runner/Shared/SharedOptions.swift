import ArgumentParser
import Filesystem
import Foundation
import Glibc

/// What every proof is told.
struct SharedOptions: ParsableArguments {
  @Option(help: ArgumentHelp("O programa sob prova. (The program under proof.)", valueName: "arquivo"))
  var malote: String?

  @Option(help: ArgumentHelp("Onde os sites são feitos. (Where sites are made.)", valueName: "pasta"))
  var work: String?

  @Option(help: ArgumentHelp("Do acaso, para repetir. (Of chance, to repeat it.)", valueName: "número"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Sites ao mesmo tempo. (Sites at the same time.)", valueName: "número"))
  var width: Int?

  @Flag(help: "Guarda todos os sites. (Keeps all sites.)")
  var keep = false

  @Flag(help: "Resultado em JSON. (The result as JSON.)")
  var json = false

  func gateway() throws(ProofError) -> Gateway { try Gateway(malote: malote, products: Folders.ofProgram()) }

  /// A new folder of this run. In memory where that is possible: a killed process does not need a disk to be killed on.
  func folder(inMemory: Bool) throws -> String {
    let memory = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : nil
    let base = work ?? memory ?? NSTemporaryDirectory()
    try Folders.make(base)
    let folder = try Folders.canonical(base) + "/malote-proofs-\(getpid())"
    try Folders.make(folder)
    return folder
  }

  /// The seed of this run.
  var chosenSeed: UInt64 { seed ?? UInt64.random(in: 1...999_999) }
}
