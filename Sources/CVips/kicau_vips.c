#include "kicau_vips.h"
