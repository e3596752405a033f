/* SPDX-License-Identifier: MIT */
#pragma once
/* Nothing to call: linking this target runs its check before main. */
