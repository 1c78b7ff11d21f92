#pragma once
// Before ldns, which otherwise defines a `bool` of its own that is no C bool.
#include <stdbool.h>
#include <ldns/ldns.h>
