// SPDX-License-Identifier: MIT

import Foundation

/// A process that the tests started.
///
/// Foundation's `Process` takes a child for ended when a socket closes that the child's own children
/// inherit too: it would wait for tmux's server for ever.
struct Child {
  /// Its number, for signals.
  let identifier: pid_t

  /// What the child's descriptors 0, 1 and 2 are.
  enum Streams {
    /// Nothing to read; output into a descriptor of ours, or nowhere.
    case output(Int32?)
    /// A terminal, which becomes the one that controls the child.
    case terminal(String)
  }

  /// Starts a program with its path or its name in PATH; nil where there is none.
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
    // A session of its own: a terminal opened in it becomes its controlling terminal.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | 0x80))
    let words = Self.strings(arguments)
    let variables = Self.strings(environment.map { "\($0)=\($1)" })
    defer { (words + variables).forEach { free($0) } }
    var identifier: pid_t = 0
    guard posix_spawnp(&identifier, arguments[0], &actions, &attributes, words, variables) == 0
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
    // No descriptor of the tests: a reader would wait until tmux's server has closed it too.
    for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
  }

  private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  /// Its status if it has ended, which can be asked once.
  func ended() -> Int32? {
    var status: Int32 = 0
    return waitpid(identifier, &status, WNOHANG) == identifier ? status : nil
  }

  /// Waits for its end.
  func wait() {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
  }
}
