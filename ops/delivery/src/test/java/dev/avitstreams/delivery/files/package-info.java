/** Files around the program that name versions, paths and settings of it, and an installed copy of it. */
package dev.avitstreams.delivery.files;
