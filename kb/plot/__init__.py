"""Pictures (图): treemap, bars, Sankey, lines over years, heat map, network; as SVG, PNG and one-file HTML.

Each kind is one module with a frozen class that draws itself and gives its ECharts option; `kb.plot.picture.save`
writes the file.
"""
