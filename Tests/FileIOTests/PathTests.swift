// SPDX-License-Identifier: MIT

import FileIO
import TestSupport
import Testing

/// Parts of paths, kinds and identities of files, and per-user directories.
@Suite struct PathTests {
  @Test(arguments: [
    ("/a/b/c.png", "c.png"), ("b/c.png/", "c.png"), ("c", "c"), ("/", "/"), ("", ""),
    ("a//b", "b"), ("a/..", ".."),
  ])
  func lastPathComponentIgnoresTrailingSlashes(path: String, name: String) {
    #expect(path.lastPathComponent == name)
  }

  @Test func stemAndExtensionAreSplitAtTheLastDot() {
    #expect(("/a/b.tar.gz".pathStem, "/a/b.tar.gz".pathExtension) == ("b.tar", "gz"))
    #expect((".hidden".pathStem, ".hidden".pathExtension) == (".hidden", nil))
  }

  @Test func parentPathIsEmptyForASingleComponent() {
    #expect(["/a/b", "/a", "a", "a/b/", "/"].map(\.parentPath) == ["/a", "/", "", "a", "/"])
  }

  @Test func absolutePathsHaveNoDots() {
    let current = Folder.current
    #expect(
      ["/a/./b/../c/", "/..", "x//y", ""].map(\.absolutePath) == [
        "/a/c", "/", current + "/x/y", current,
      ])
  }

  @Test func kindAndIdentityFollowLinks() throws {
    let folder = try ScratchFolder()
    try FileContents.write([1], to: folder("a"))
    #expect(FileKind(folder.path) == .folder)
    #expect(FileKind(folder("a")) == .file)
    #expect(FileKind(folder("b")) == .nothing)
    #expect(FileIdentity(folder("a")) == FileIdentity(folder("./a")))
    #expect(FileIdentity(folder("a")) != FileIdentity(folder.path))
    #expect(FileIdentity(folder("\u{E9}")) != FileIdentity(folder("e\u{301}")))
  }

  @Test func directoriesFollowTheXDGSpecification() {
    let home = UserDirectories(["HOME": "/h", "XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "relative"])
    #expect(home.data == "/d/normscope")
    #expect(home.state == "/h/.local/state/normscope")
    #expect(home.configuration == "/h/.config/normscope")
    #expect(UserDirectories([:]).data == nil)
  }

  @Test func missingParentDirectoriesAreCreated() throws {
    let folder = try ScratchFolder()
    try UserDirectories.make(folder("a/b/c"))
    try UserDirectories.make(folder("a/b/c"))
    #expect(FileKind(folder("a/b/c")) == .folder)
    try FileContents.write([1], to: folder("file"))
    #expect(throws: FileError.self) { try UserDirectories.make(folder("file/x")) }
  }
}
