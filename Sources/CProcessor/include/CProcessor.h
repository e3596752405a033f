/* SPDX-License-Identifier: MIT */
#pragma once
/* No functions: the check of this target runs before main. */
