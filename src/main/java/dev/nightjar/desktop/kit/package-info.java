/**
 * The floor of all rooms: looks, controls and hints, commands, and the words of a verdict. It knows
 * no other room.
 */
@NullMarked
package dev.nightjar.desktop.kit;

import org.jspecify.annotations.NullMarked;
