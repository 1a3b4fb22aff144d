package dev.avitstreams.inference.frame;

/**
 * One class and how probable it is.
 *
 * @param index row of the classification head
 * @param id class identifier, for example a WordNet id
 * @param probability softmax over all classes
 */
public record Prediction(int index, String id, String name, float probability) {}
