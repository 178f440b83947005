#pragma once
#include <libxml/xpath.h>
