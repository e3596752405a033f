// SPDX-License-Identifier: MIT

/// Where the demonstration pictures are.
public enum AssetFolder {}
