/** Differences between systems: folders by convention, names, network file systems. */
@NullMarked
package dev.nightjar.platform;

import org.jspecify.annotations.NullMarked;
