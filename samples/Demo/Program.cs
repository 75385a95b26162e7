using System.Runtime.InteropServices;
using Demo;

if (DemoOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(DemoOptions.Usage);
    return 2;
}

var ports = PortTriple.FirstFree(options.Port);
if (ports.Shop != options.Port)
{
    Console.WriteLine($"Ports {options.Port} to {options.Port + 2} are not all free: using {ports.Shop} to {ports.Network}.");
}

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var data = Directory.CreateDirectory(options.DataFolder).FullName;
var merchant = Merchant.LoadOrCreate(data);

await using var children = new Children(data);
try
{
    children.Start(Layout.Network(ports, data, merchant));
    children.Start(Layout.Bank(ports, data));

    // The shop reads the network's keys as it starts; were they not there yet, it would wait before it asks again.
    await children.WaitUntilReadyAsync(stop.Token);
    children.Start(Layout.Storefront(ports, data, merchant));
    await children.WaitUntilReadyAsync(stop.Token);
    Console.WriteLine(Banner.Text(ports, data));
    await children.WaitForFailureAsync(stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopping.");
    return 0;
}
catch (ChildFailedException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
}

return 1;
