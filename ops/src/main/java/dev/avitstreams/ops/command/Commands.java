package dev.avitstreams.ops.command;

import picocli.CommandLine;

/** The commands, in the order in which a newcomer meets them. */
public final class Commands {
    private Commands() {}

    public static void addTo(CommandLine commandLine) {
        commandLine
                .addSubcommand(new DemoCommand())
                .addSubcommand(new ClassifyCommand())
                .addSubcommand(new ModelCommand())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new MotionCommand())
                .addSubcommand(new TrainCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new RunCommand())
                .addSubcommand(new TuneCommand())
                .addSubcommand(new CameraCommand())
                .addSubcommand(new LoadCommand())
                .addSubcommand(new DashboardCommand())
                .addSubcommand(new SavingsCommand())
                .addSubcommand(new BrokerCommand())
                .addSubcommand(new TopicsCommand())
                .addSubcommand(new SchemasCommand())
                .addSubcommand(new InspectCommand())
                .addSubcommand(new DeadLettersCommand())
                .addSubcommand(new ChaosCommand())
                .addSubcommand(new FuzzCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new CommandLine.HelpCommand());
    }
}
