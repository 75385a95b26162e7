using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>Checks what the flow itself needs: its settings, and the services that the host brings.</summary>
internal sealed class FlowCheck(IServiceProvider services, IHostEnvironment environment) : IConfigurationCheck
{
    public IEnumerable<ConfigurationProblem> Check()
    {
        ScofPushOptions options;
        try
        {
            options = services.GetRequiredService<IOptions<ScofPushOptions>>().Value;
        }
        catch (InvalidOperationException)
        {
            // The binder's message quotes the value.
            return [new(ScofPushCodes.UnreadableConfiguration, "ScofPush", "a value has the wrong type; compare the section with the documented options")];
        }

        return [.. OptionsCheck.Check(options, environment), .. ServicesCheck.Check(services, options)];
    }
}
