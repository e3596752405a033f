// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import Normalization
import Pictures

extension Mode: ExpressibleByArgument {}
extension Convention: ExpressibleByArgument {}
