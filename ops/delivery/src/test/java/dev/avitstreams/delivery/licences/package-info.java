/** Under which licences the libraries are that come with the program. */
package dev.avitstreams.delivery.licences;
