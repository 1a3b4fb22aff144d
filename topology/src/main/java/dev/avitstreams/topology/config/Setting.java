package dev.avitstreams.topology.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one setting, that is one component of a configuration record. The reference page is made from it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {

    /** What it does, for the person who sets it. */
    String value();

    /** The value it has when left out, as written in the file; empty for none. Lists are separated by commas. */
    String byDefault() default "";

    /** The legal range as error messages give it, for example {@code 1 to 1024}; empty where the type says it all. */
    String range() default "";
}
