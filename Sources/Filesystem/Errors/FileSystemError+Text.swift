import Glibc

extension FileSystemError {
  /// What a person can do about it: Brazilian Portuguese and English.
  public var remedy: (pt: String, en: String) {
    switch code {
    case ENOSPC, EDQUOT:
      (
        "Libere espaço (ou inodes) no volume; o processamento continua sozinho.",
        "Free space (or inodes) on the volume; work goes on by itself."
      )
    case EACCES, EPERM:
      (
        "Dê ao usuário do serviço o direito de ler e gravar nessa pasta; confira também atributos como \"imutável\".",
        "Give the service's user the right to read and write in this folder; look for attributes like \"immutable\" too."
      )
    case EROFS:
      ("Monte o volume com direito de gravação.", "Mount the volume writable.")
    case EXDEV:
      (
        "A pasta e a sua subpasta de trabalho precisam estar no mesmo volume: desfaça a montagem que as separa.",
        "The folder and its work area must be on one volume: undo the mount that separates them."
      )
    case ENOENT, ENOTDIR, ENODEV, ESTALE, ENOTCONN, EHOSTDOWN, ETIMEDOUT:
      (
        "Confira se a pasta existe e se o compartilhamento está montado; quando voltar, o processamento continua.",
        "See that the folder exists and the share is mounted; work goes on when it is back."
      )
    case EIO:
      ("Confira o disco e o log do sistema.", "Check the disk and the system's log.")
    case EMFILE, ENFILE:
      ("Aumente o limite de arquivos abertos do serviço.", "Raise the service's limit of open files.")
    default: ("Rode \"malote doctor\".", "Run \"malote doctor\".")
    }
  }

  /// The reason in words; what is not listed is said by the system.
  static func reason(_ code: Int32) -> (pt: String, en: String) {
    switch code {
    case ENOENT: ("não existe", "it does not exist")
    case EACCES, EPERM: ("sem permissão", "permission denied")
    case EEXIST: ("já existe", "it exists already")
    case ENOSPC: ("sem espaço (ou inodes) no volume", "no space (or inodes) left on the volume")
    case EDQUOT: ("cota de disco esgotada", "disk quota exhausted")
    case EROFS: ("volume somente leitura", "the volume is read-only")
    case EXDEV: ("está em outro volume", "it is on another volume")
    case EIO: ("erro de leitura ou gravação no disco", "input/output error")
    case EMFILE, ENFILE: ("arquivos abertos demais", "too many open files")
    case ENAMETOOLONG: ("nome longo demais", "the name is too long")
    case ELOOP: ("é um link simbólico", "it is a symbolic link")
    case ENOTDIR: ("não é uma pasta", "it is not a folder")
    case ENODEV: ("o volume não está montado", "the volume is not mounted")
    case EINVAL: ("nome ou tipo de arquivo não permitido", "name or kind of file not allowed")
    default: (systemText(code), systemText(code))
    }
  }

  private static func systemText(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let start = buffer.baseAddress, strerror_r(code, start, 256) == 0 else { return "errno \(code)" }
      return String(cString: start) + " (errno \(code))"
    }
  }
}

extension FileSystemError.Operation {
  var text: (pt: String, en: String) {
    switch self {
    case .open: ("abrir", "open")
    case .create: ("criar", "create")
    case .read: ("ler", "read")
    case .write: ("gravar", "write")
    case .sync: ("sincronizar com o disco", "sync to disk")
    case .status: ("consultar", "look at")
    case .rename: ("renomear", "rename")
    case .remove: ("remover", "remove")
    case .makeDirectory: ("criar a pasta", "make the folder")
    case .list: ("listar", "list")
    case .watch: ("observar", "watch")
    case .lock: ("bloquear", "lock")
    }
  }
}
