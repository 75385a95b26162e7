using Microsoft.AspNetCore.Mvc.ApplicationParts;

[assembly: ProvideApplicationPartFactory(typeof(NullApplicationPartFactory))]
