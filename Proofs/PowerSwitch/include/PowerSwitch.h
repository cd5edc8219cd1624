#ifndef MALOTE_POWER_SWITCH_H
#define MALOTE_POWER_SWITCH_H

/// EXT4_IOC_SHUTDOWN without a flush of the journal, for the volume that `folder` lies on: what was not made durable is
/// gone when it is mounted again. 0, or -1 with errno.
int power_switch_off(const char *folder);

#endif
