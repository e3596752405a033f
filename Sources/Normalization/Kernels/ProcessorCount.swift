// SPDX-License-Identifier: MIT

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The processors that this process may run on.
enum ProcessorCount {
  /// Processors that are switched on.
  static var active: Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
