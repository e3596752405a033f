// SPDX-License-Identifier: MIT

import Foundation

/// Child process.
///
/// Foundation's `Process` is not used: it detects the exit of a child by a socket that
/// grandchildren inherit, so it would wait forever for tmux's server.
struct Child {
  /// Process ID.
  let identifier: pid_t

  /// Targets of the child's descriptors 0, 1 and 2.
  enum Streams {
    /// No input; standard output goes to a descriptor, or to /dev/null.
    case output(Int32?)
    /// A terminal, which becomes the child's controlling terminal.
    case terminal(String)
  }

  /// Starts a program by path or by name in PATH; nil if it is not found.
  init?(_ arguments: [String], environment: [String: String], _ streams: Streams) {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    Self.connect(streams, &actions)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // POSIX_SPAWN_SETSID: a terminal opened in a new session becomes its controlling terminal.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | 0x80))
    let argumentPointers = Self.strings(arguments)
    let variablePointers = Self.strings(environment.map { "\($0)=\($1)" })
    defer { (argumentPointers + variablePointers).forEach { free($0) } }
    var identifier: pid_t = 0
    guard
      posix_spawnp(
        &identifier, arguments[0], &actions, &attributes, argumentPointers, variablePointers) == 0
    else { return nil }
    self.identifier = identifier
  }

  private static func connect(_ streams: Streams, _ actions: inout posix_spawn_file_actions_t) {
    switch streams {
    case .terminal(let path):
      posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    case .output(let descriptor):
      let null = FileHandle.nullDevice.fileDescriptor
      posix_spawn_file_actions_adddup2(&actions, null, 0)
      posix_spawn_file_actions_adddup2(&actions, descriptor ?? null, 1)
      posix_spawn_file_actions_adddup2(&actions, null, 2)
    }
    // The child must not inherit the tests' pipes: their readers would wait for tmux's server.
    for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
  }

  private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  /// Returns the exit status if the process has ended. Can be called once after that.
  func ended() -> Int32? {
    var status: Int32 = 0
    return waitpid(identifier, &status, WNOHANG) == identifier ? status : nil
  }

  /// Waits for the process to end.
  func wait() {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
  }
}
