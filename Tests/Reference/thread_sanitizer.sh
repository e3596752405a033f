#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs one network on four threads under ThreadSanitizer, in its own build folder (.build-tsan).
# Each run has a single OpenMP thread: ThreadSanitizer does not see the synchronization of libgomp,
# which is not instrumented. Not part of CI, because it builds everything again.
set -euo pipefail
cd "$(dirname "$0")/../.."
export TSAN_OPTIONS="suppressions=$PWD/Tests/Reference/thread_sanitizer.txt exitcode=66"
swift test --sanitize thread --scratch-path .build-tsan \
  --filter singleThreadedRunsOnFourThreadsEqualRunsOnOneThread "$@"
