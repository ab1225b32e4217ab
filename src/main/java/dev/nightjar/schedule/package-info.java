/** When the next run is due, and which was missed. cron-utils lives here alone. */
@NullMarked
package dev.nightjar.schedule;

import org.jspecify.annotations.NullMarked;
