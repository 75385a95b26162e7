/// <summary>
/// Runs inside each child, before its own code (DOTNET_STARTUP_HOOKS; the runtime asks for this very name without a namespace). It ties
/// the child to the demo: when the demo ends, even killed, the pipe to the child's standard input closes and the child leaves. It knows
/// the base class library only, because the child resolves nothing of the demo's.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        // What the child starts itself must not be tied as well: the pipe is not theirs.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        new Thread(LeaveWithTheDemo) { IsBackground = true, Name = "Demo watch" }.Start();
    }

    private static void LeaveWithTheDemo()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        Environment.Exit(0);
    }
}
