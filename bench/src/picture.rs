//! The picture: how long each program takes from its start to its first answer.

use crate::results::Results;

const ROW: usize = 22;
const LEFT: f64 = 130.0;
const WIDTH: f64 = 720.0;

/// One bar for each program, all of them with their keys in the environment.
pub fn svg(results: &Results) -> String {
    let functions = results
        .starts
        .functions()
        .map(|(program, _)| program.name.as_str());
    let functions: Vec<_> = functions.collect();
    let names = [vec!["usual"], functions, vec!["floor", "bare"]].concat();
    let bars: Vec<_> = names
        .iter()
        .map(|name| (*name, results.starts.of(name).time.median()))
        .collect();
    let longest = bars.iter().map(|(_, time)| *time).fold(0.0, f64::max);
    let height = ROW * (bars.len() + 2);
    let rows = bars.iter().enumerate().map(|(nth, (name, time))| {
        let top = ROW * (nth + 1) + ROW / 2;
        bar(name, *time, time / longest * (WIDTH - LEFT - 70.0), top)
    });
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <title>Cold starts with the first call to the store</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"10\" y=\"20\" font-weight=\"bold\">Milliseconds from the start of the process to its first answer (medians)</text>\n\
         {}</svg>\n",
        rows.collect::<String>()
    )
}

fn bar(name: &str, time: f64, width: f64, top: usize) -> String {
    let color = match name {
        "usual" => "#b45309",
        "floor" | "bare" => "#6b7280",
        _ => "#1d4ed8",
    };
    let (text, behind) = (top + 14, LEFT + width + 6.0);
    format!(
        "<text x=\"{}\" y=\"{text}\" text-anchor=\"end\">{name}</text>\
         <rect x=\"{LEFT}\" y=\"{top}\" width=\"{width:.1}\" height=\"{}\" fill=\"{color}\"/>\
         <text x=\"{behind:.1}\" y=\"{text}\">{time:.1}</text>\n",
        LEFT - 8.0,
        ROW - 5,
    )
}
