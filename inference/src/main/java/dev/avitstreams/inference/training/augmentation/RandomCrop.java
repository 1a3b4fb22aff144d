package dev.avitstreams.inference.training.augmentation;

import dev.avitstreams.inference.image.CropRectangle;
import java.util.SplittableRandom;

/** A rectangle of random area and shape anywhere in the image; the largest central one if none fits. */
public record RandomCrop(Augmentation augmentation, SplittableRandom random) implements CropRectangle.Chooser {
    private static final int TRIES = 10;

    @Override
    public CropRectangle choose(int imageWidth, int imageHeight) {
        double area = (double) imageWidth * imageHeight;
        double widest = Math.log(augmentation.mostStretch());
        for (int tried = 0; tried < TRIES; tried++) {
            double share = augmentation.leastArea() + (1 - augmentation.leastArea()) * random.nextDouble();
            double ratio = Math.exp(widest * (2 * random.nextDouble() - 1));
            int width = (int) Math.round(Math.sqrt(area * share * ratio));
            int height = (int) Math.round(Math.sqrt(area * share / ratio));
            if (width >= 1 && height >= 1 && width <= imageWidth && height <= imageHeight) {
                int left = random.nextInt(imageWidth - width + 1);
                int top = random.nextInt(imageHeight - height + 1);
                return new CropRectangle(left, top, width, height);
            }
        }
        double stretch = augmentation.mostStretch();
        int width = Math.max(1, (int) Math.min(imageWidth, imageHeight * stretch));
        int height = Math.max(1, (int) Math.min(imageHeight, imageWidth * stretch));
        return new CropRectangle((imageWidth - width) / 2, (imageHeight - height) / 2, width, height);
    }
}
