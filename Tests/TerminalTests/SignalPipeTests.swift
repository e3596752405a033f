// SPDX-License-Identifier: MIT

import Glibc
import Testing

@testable import Terminal

@Suite struct SignalPipeTests {
  @Test func blockedSignalsAreReadOnceFromTheDescriptor() throws {
    let pipe = try SignalPipe()
    #expect(pipe.read().isEmpty)
    pthread_kill(pthread_self(), SIGTERM)
    pthread_kill(pthread_self(), SIGWINCH)
    var request = pollfd(fd: pipe.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&request, 1, 1000) == 1)
    #expect(Set(pipe.read()) == [SIGTERM, SIGWINCH])
    #expect(pipe.read().isEmpty)
  }
}
